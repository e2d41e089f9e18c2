// Stands in the bundle for @smithy/core/event-streams: of all the calls that the hook makes, none has an event stream.
export const eventStreamSerdeProvider = () => ({})
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config
export const EventStreamSerde = undefined
