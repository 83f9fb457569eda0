package dev.tidegate.stacks.settings;

import java.util.Optional;

/** Who may deliver (a repository whose pipeline assumes a role) and where keys are kept. */
public record AccessSettings(String repository, String branch, Optional<String> hsmCluster) {}
