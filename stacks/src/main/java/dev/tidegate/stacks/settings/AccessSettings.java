package dev.tidegate.stacks.settings;

import java.util.Optional;

/** Who may deliver (a repository whose pipeline assumes a role) and the key store the keys are kept in, if not AWS's own (one on CloudHSM, made beforehand). */
public record AccessSettings(String repository, String branch, Optional<String> keyStore) {}
