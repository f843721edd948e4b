// One import for the whole library; each module can be imported alone as well.
@_exported import ReparteeAnalysis
@_exported import ReparteeBriefings
@_exported import ReparteeFigures
@_exported import ReparteeFormats
@_exported import ReparteeGenerator
@_exported import ReparteeGraph
@_exported import ReparteeJobs
@_exported import ReparteeMeasures
@_exported import ReparteeStore
