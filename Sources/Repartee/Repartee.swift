// One import for everything: the core, files and the store, pictures, briefings, jobs and generated networks.
@_exported import ReparteeBriefings
@_exported import ReparteeData
@_exported import ReparteeFigures
@_exported import ReparteeGenerator
@_exported import ReparteeJobs
