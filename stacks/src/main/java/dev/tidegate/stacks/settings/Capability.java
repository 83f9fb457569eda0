package dev.tidegate.stacks.settings;

/** A piece that can be left out, for an account or an emulator that lacks the service behind it. */
public enum Capability {
    CACHE,
    CONTROL,
    DNS,
    EDGE,
    FLOW_LOGS,
    GATEWAY,
    OBSERVABILITY,
    PREDICTIVE_SCALING,
    WARM_POOL
}
