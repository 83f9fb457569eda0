package dev.tidegate.runbooks.approve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Operators and what each may do. Without a policy file, in an environment known not to be
 * production, everybody is identified by the operating system and may do everything; in any other
 * environment, including a mistyped name, nobody may do anything.
 */
public final class AccessPolicy {
    private static final String PRODUCTION = "prod";
    private static final Set<String> OPEN_ENVIRONMENTS =
            Set.of("dev", "staging", ""); // "" when no environment is named

    private final String environment;
    private final List<Entry> operators;
    private final List<AccessRule> rules;
    private final boolean open;

    /** How one operator is identified: as a user of this machine, or by a token, kept as a hash. */
    record Entry(
            String name, Set<String> roles, Optional<String> user, Optional<String> tokenSha256) {}

    AccessPolicy(String environment, List<Entry> operators, List<AccessRule> rules) {
        this(environment, operators, rules, false);
    }

    private AccessPolicy(
            String environment, List<Entry> operators, List<AccessRule> rules, boolean open) {
        this.environment = environment;
        this.operators = List.copyOf(operators);
        this.rules = List.copyOf(rules);
        this.open = open;
    }

    /** The policy when no file is given. */
    public static AccessPolicy withoutFile(String environment) {
        return new AccessPolicy(
                environment, List.of(), List.of(), OPEN_ENVIRONMENTS.contains(environment));
    }

    /** Denies everything: the policy while the configured one cannot be read. */
    public static AccessPolicy nobody() {
        return withoutFile(PRODUCTION);
    }

    /** Whether everything is denied to everybody. */
    public boolean isClosed() {
        return !open && operators.isEmpty();
    }

    public String environment() {
        return environment;
    }

    /** The operator behind a user of this machine. */
    public Optional<Operator> byUser(String user) {
        return open
                ? Optional.of(new Operator(user, Set.of()))
                : find(e -> e.user().map(user::equals).orElse(false));
    }

    /** The operator behind a token. */
    public Optional<Operator> byToken(String token) {
        byte[] hash = sha256(token).getBytes(StandardCharsets.UTF_8);
        return find(
                e ->
                        e.tokenSha256()
                                .map(h -> h.getBytes(StandardCharsets.UTF_8))
                                .map(h -> MessageDigest.isEqual(h, hash))
                                .orElse(false));
    }

    /** The operator of this name. */
    public Optional<Operator> byName(String name) {
        return open ? Optional.of(new Operator(name, Set.of())) : find(e -> e.name().equals(name));
    }

    private Optional<Operator> find(Predicate<Entry> test) {
        return operators.stream()
                .filter(test)
                .findFirst()
                .map(e -> new Operator(e.name(), e.roles()));
    }

    /**
     * Whether the operator has the role that a book requires; without a policy file everybody has
     * it.
     */
    public boolean hasRole(Operator operator, String role) {
        return open || operator.roles().contains(role);
    }

    /** Why the request is denied; empty when it is allowed. */
    public Optional<String> objection(AccessRequest request) {
        if (open || rules.stream().anyMatch(r -> r.allows(request, environment))) {
            return Optional.empty();
        }
        return Optional.of(
                "no rule lets "
                        + request.operator().name()
                        + " "
                        + request.operator().roles()
                        + " "
                        + request.action().told(request.tier())
                        + " in "
                        + environment
                        + " at "
                        + request.at()
                        + " from "
                        + request.source().getHostAddress());
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
