package dev.tidegate.stacks.settings;

/** Criticality of an environment: production refuses settings that the others allow. */
public enum Tier {
    DEV,
    STAGING,
    PROD
}
