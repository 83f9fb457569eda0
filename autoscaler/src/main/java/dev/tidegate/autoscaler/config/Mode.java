package dev.tidegate.autoscaler.config;

/** Whether plans are only shown, or also applied. */
public enum Mode {
    /** Plans are computed, recorded and shown; nothing is changed. */
    ADVISE,
    /** Plans are applied. */
    ACT
}
