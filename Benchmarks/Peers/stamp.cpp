// The plain way to count whom everybody reaches: for each voice one pass over all posts below its posts, and a stamp a
// person so that nobody counts twice. Reads the forest that `Timings reach --dump` writes.
//
// usage: stamp FOREST RUNS
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

int main(int count, char** words) {
  if (count < 3) return 64;
  FILE* file = fopen(words[1], "rb");
  uint32_t head[2];
  if (!file || fread(head, 4, 2, file) != 2) return 1;
  const size_t posts = head[0], voices = head[1];
  std::vector<uint32_t> authors(posts), ends(posts);
  if (fread(authors.data(), 4, posts, file) != posts || fread(ends.data(), 4, posts, file) != posts) return 1;
  fclose(file);

  uint64_t sum = 0, visits = 0;
  printf("{\"posts\": %zu, \"seconds\": [", posts);
  for (int run = 0; run < atoi(words[2]); run++) {
    const auto start = std::chrono::steady_clock::now();
    std::vector<uint32_t> offsets(voices + 1), positions(posts), stamps(voices, UINT32_MAX);
    for (uint32_t author : authors) offsets[author + 1]++;
    for (size_t voice = 0; voice < voices; voice++) offsets[voice + 1] += offsets[voice];
    std::vector<uint32_t> next(offsets.begin(), offsets.end() - 1);
    for (size_t position = 0; position < posts; position++) positions[next[authors[position]]++] = position;
    sum = visits = 0;
    for (uint32_t voice = 0; voice < voices; voice++) {
      uint32_t reach = 0, walked = 0;
      stamps[voice] = voice;
      for (uint32_t index = offsets[voice]; index < offsets[voice + 1]; index++) {
        const uint32_t position = positions[index], end = ends[position];
        if (end <= walked) continue;
        for (uint32_t below = position + 1; below < end; below++) {
          if (stamps[authors[below]] != voice) {
            stamps[authors[below]] = voice;
            reach++;
          }
        }
        visits += end - position - 1;
        walked = end;
      }
      sum += reach;
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    printf("%s%.4f", run ? ", " : "", taken.count());
  }
  printf("], \"sum\": %llu, \"visits_a_post\": %.2f}\n", (unsigned long long)sum, double(visits) / posts);
}
