package dev.tidegate.stacks.settings;

import java.util.Optional;

/**
 * Who may deliver, and the key store the keys are kept in.
 *
 * @param repository whose pipeline assumes a role; without one nobody does, for whoever owns the name could lay down what the daemons run
 * @param issuer whether the account's trust in the pipeline's tokens is this environment's to make: an account has one of each issuer
 * @param keyStore one on CloudHSM, made beforehand; AWS's own without one
 */
public record AccessSettings(
        Optional<String> repository, String branch, Issuer issuer, Optional<String> keyStore) {
    /** Who makes what the account has one of. */
    public enum Issuer {
        MAKE,
        FIND
    }
}
