package dev.tidegate.autoscaler.config;

/** Whether plans are only told, or also carried out. */
public enum Mode {
    /** Plans are computed, recorded and shown; nothing is changed. */
    ADVISE,
    /** Plans are carried out. */
    ACT
}
