package dev.tidegate.stacks.settings;

import java.util.Optional;

/**
 * Who may deliver, and the key store the keys are kept in.
 *
 * @param repository whose pipeline assumes a role; without one nobody does, for whoever owns the name could lay down what the daemons run
 * @param keyStore one on CloudHSM, made beforehand; AWS's own without one
 */
public record AccessSettings(
        Optional<String> repository, String branch, Optional<String> keyStore) {}
