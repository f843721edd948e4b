// One import for the network, the measures and the analysis: nothing of it needs a library of the system.
@_exported import ReparteeAnalysis
@_exported import ReparteeGraph
@_exported import ReparteeMeasures
