// One import for the whole library; each module can be imported alone as well.
@_exported import Analysis
@_exported import Briefings
@_exported import Figures
@_exported import Formats
@_exported import Generator
@_exported import Jobs
@_exported import Measures
@_exported import SocialGraph
@_exported import Store
