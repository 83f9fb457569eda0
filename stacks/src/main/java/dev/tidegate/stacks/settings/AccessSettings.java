package dev.tidegate.stacks.settings;

import java.util.Optional;

/**
 * Access of the delivery pipeline, and the KMS key store.
 *
 * @param repository whose pipeline may assume the delivery role; without a default, since its owner decides what the daemons run
 * @param issuer whether this environment creates the account's OIDC provider: an account has one for each issuer
 * @param keyStore an existing CloudHSM key store; empty for KMS's own
 */
public record AccessSettings(
        Optional<String> repository, String branch, Issuer issuer, Optional<String> keyStore) {
    /** Whether the account's OIDC provider is created or looked up. */
    public enum Issuer {
        MAKE,
        FIND
    }
}
