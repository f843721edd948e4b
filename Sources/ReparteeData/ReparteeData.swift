// One import for the core, the readers of files and the store: everything but pictures and pages.
@_exported import ReparteeCore
@_exported import ReparteeFormats
@_exported import ReparteeStore
