"use strict";
// Without this script the page says the same; with it, tables can be sorted and searched, a voice can be followed
// through all tables and pictures, and pictures can be enlarged.

const number = text => text.trim() === "" ? NaN : Number(text);

function make(name, text, attributes = {}) {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

// Sorting: a click on a heading; the next click turns the order round. Empty cells stay last.
function sort(table, column, heading) {
  const isDown = heading.getAttribute("aria-sort") === "descending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", isDown ? "ascending" : "descending");
  const sign = isDown ? 1 : -1;
  const isNumber = heading.classList.contains("number");
  const key = row => {
    const value = row.cells[column].dataset.value;
    return isNumber ? number(value.split("|")[0]) : value.toLowerCase();
  };
  const rows = [...table.tBodies[0].rows].map(row => ({ row, key: key(row) }));
  const isEmpty = value => value === "" || Number.isNaN(value);
  rows.sort((a, b) => {
    if (isEmpty(a.key) || isEmpty(b.key)) return isEmpty(a.key) - isEmpty(b.key);
    return (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) * sign;
  });
  table.tBodies[0].append(...rows.map(({ row }) => row));
}

function makeSortable(table) {
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = make("button", heading.textContent, { type: "button", title: "Sort by this column" });
    button.addEventListener("click", () => sort(table, column, heading));
    heading.replaceChildren(button);
  });
}

// Searching: rows without the words are hidden, and how many are left is said.
function makeSearchable(table) {
  const tools = make("div", "", { class: "tools" });
  const label = make("label", "Search this table ");
  const input = make("input", "", { type: "search" });
  const said = make("span", "", { "aria-live": "polite" });
  label.append(input);
  tools.append(label, said);
  input.addEventListener("input", () => {
    const words = input.value.trim().toLowerCase();
    let left = 0;
    for (const row of table.tBodies[0].rows) {
      row.hidden = !row.textContent.toLowerCase().includes(words);
      if (!row.hidden) left += 1;
    }
    said.textContent = words ? `${left} of ${table.tBodies[0].rows.length} rows` : "";
  });
  table.parentElement.before(tools);
}

// Following a voice: whoever is picked in a table or a picture is marked in all of them.
const voiceColumns = ["voice", "person", "channel", "author"];
const places = new Map();
let picked = null;

function note(name, element) {
  if (!places.has(name)) places.set(name, []);
  places.get(name).push(element);
}

function pick(name) {
  for (const element of places.get(picked) ?? []) element.classList.remove("picked");
  picked = name === picked ? null : name;
  for (const element of places.get(picked) ?? []) element.classList.add("picked");
  for (const picture of document.querySelectorAll("figure > svg")) {
    picture.classList.toggle("picking", picture.querySelector(".picked") !== null);
  }
  for (const button of document.querySelectorAll("td button")) {
    button.setAttribute("aria-pressed", String(button.textContent === picked));
  }
}

function makeVoicesFollowable(table) {
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    if (!voiceColumns.includes(heading.dataset.column)) return;
    for (const row of table.tBodies[0].rows) {
      const cell = row.cells[column];
      const name = cell.textContent;
      if (cell.dataset.value === "") continue;
      const button = make("button", name, { type: "button", "aria-pressed": "false", title: "Show in all tables and pictures" });
      button.addEventListener("click", () => pick(name));
      cell.replaceChildren(button);
      note(name, row);
    }
  });
}

function makeShapesFollowable(picture) {
  for (const title of picture.querySelectorAll("g > title, circle > title")) {
    const shape = title.parentElement;
    const name = title.textContent.split("\n")[0];
    shape.setAttribute("data-voice", name);
    note(name, shape);
    shape.addEventListener("click", () => pick(name));
  }
}

// Enlarging: buttons, or the wheel with Ctrl; an enlarged picture is moved by dragging or by the arrow keys.
function makeZoomable(picture) {
  const whole = picture.viewBox.baseVal;
  const [left, top, width, height] = [whole.x, whole.y, whole.width, whole.height];
  let view = { x: left, y: top, scale: 1 };
  const show = () => {
    const [w, h] = [width / view.scale, height / view.scale];
    view.x = Math.min(Math.max(view.x, left), left + width - w);
    view.y = Math.min(Math.max(view.y, top), top + height - h);
    picture.setAttribute("viewBox", `${view.x} ${view.y} ${w} ${h}`);
    for (const button of onlyEnlarged) button.hidden = view.scale === 1;
  };
  const zoom = (factor, x = 0.5, y = 0.5) => {
    const scale = Math.min(Math.max(view.scale * factor, 1), 16);
    view.x += x * (width / view.scale - width / scale);
    view.y += y * (height / view.scale - height / scale);
    view.scale = scale;
    show();
  };
  const move = (across, down) => {
    view.x += across * width / view.scale;
    view.y += down * height / view.scale;
    show();
  };
  const tools = make("div", "", { class: "tools", role: "group", "aria-label": "Enlarge the picture" });
  const button = (text, name, action) => {
    const made = make("button", text, { type: "button", "aria-label": name, title: name });
    made.addEventListener("click", action);
    tools.append(made);
    return made;
  };
  button("+", "Enlarge", () => zoom(1.5));
  const onlyEnlarged = [
    button("−", "Make smaller", () => zoom(1 / 1.5)),
    button("←", "Move left", () => move(-0.2, 0)), button("→", "Move right", () => move(0.2, 0)),
    button("↑", "Move up", () => move(0, -0.2)), button("↓", "Move down", () => move(0, 0.2)),
    button("Whole picture", "Show the whole picture", () => { view = { x: left, y: top, scale: 1 }; show(); }),
  ];
  show();
  picture.after(tools);
  picture.addEventListener("wheel", event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = picture.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }, { passive: false });
  let from = null;
  picture.addEventListener("pointerdown", event => { if (view.scale > 1) from = event; });
  picture.addEventListener("pointermove", event => {
    if (!from) return;
    const box = picture.getBoundingClientRect();
    move((from.clientX - event.clientX) / box.width, (from.clientY - event.clientY) / box.height);
    from = event;
  });
  for (const name of ["pointerup", "pointerleave", "pointercancel"]) picture.addEventListener(name, () => { from = null; });
  addEventListener("beforeprint", () => { view = { x: left, y: top, scale: 1 }; show(); });
}

for (const table of document.querySelectorAll("table")) {
  const rows = table.tBodies[0].rows.length;
  makeVoicesFollowable(table);
  if (rows > 1) makeSortable(table);
  if (rows > 9) makeSearchable(table);
}
for (const picture of document.querySelectorAll("figure > svg")) {
  makeShapesFollowable(picture);
  makeZoomable(picture);
}
addEventListener("keydown", event => { if (event.key === "Escape" && picked !== null) pick(picked); });
