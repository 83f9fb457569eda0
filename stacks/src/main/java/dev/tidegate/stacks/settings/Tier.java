package dev.tidegate.stacks.settings;

/** How much an environment is worth: production refuses what the others may do. */
public enum Tier {
    DEV,
    STAGING,
    PROD
}
