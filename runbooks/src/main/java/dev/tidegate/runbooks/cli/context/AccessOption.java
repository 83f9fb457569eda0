package dev.tidegate.runbooks.cli.context;

import com.sun.security.auth.module.UnixSystem;
import dev.tidegate.runbooks.act.wire.Network;
import dev.tidegate.runbooks.approve.AccessPolicy;
import dev.tidegate.runbooks.approve.AccessRefusal;
import dev.tidegate.runbooks.approve.AccessRequest;
import dev.tidegate.runbooks.approve.Action;
import dev.tidegate.runbooks.approve.Operator;
import dev.tidegate.runbooks.approve.PolicyFile;
import dev.tidegate.runbooks.approve.PolicyLoader.PolicyOutcome;
import dev.tidegate.runbooks.ledger.Ledger;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that changes something: who the operator is, and whether the access policy allows the action. */
public final class AccessOption {
    private static final String NAMELESS = "?"; // as the JDK calls all of them

    @Option(
            names = "--access",
            paramLabel = "FILE",
            defaultValue = "${env:TIDEGATE_ACCESS}",
            description =
                    "Operators and rules (default: $TIDEGATE_ACCESS, else the configuration's).")
    private @Nullable Path access;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "${env:TIDEGATE_ENVIRONMENT:-dev}",
            description =
                    "Name of this environment, unless an access file says it; without an access file"
                            + " everything is denied except in dev and staging (default: $TIDEGATE_ENVIRONMENT, else dev).")
    private String environment = "dev";

    private final Map<String, String> variables = System.getenv();

    private Optional<Path> configured = Optional.empty();

    /** Uses the configuration's policy if neither the command line nor the environment names one. */
    public void orElse(Optional<Path> file) {
        configured = file;
    }

    public AccessPolicy policy() {
        PolicyFile file = PolicyFile.of(Optional.ofNullable(access), configured, environment);
        PolicyOutcome outcome = file.read();
        if (outcome instanceof PolicyOutcome.Loaded loaded) {
            return loaded.policy();
        }
        Path path = file.path().orElseThrow();
        throw CommandRefusal.badInput(
                outcome instanceof PolicyOutcome.Invalid invalid
                        ? invalid.problems().stream().map(p -> path + ":" + p).toList()
                        : List.of(unreadable(path, ((PolicyOutcome.Unreadable) outcome).why())));
    }

    private static String unreadable(Path file, IOException why) {
        return why instanceof NoSuchFileException
                ? "there is no access file " + file
                : "cannot read " + file + ": " + why;
    }

    /**
     * Returns the current operator if the policy allows the action.
     *
     * @param tier tier of the book concerned, 0 without one
     * @param ledger records a refusal; not opened otherwise
     * @throws CommandRefusal if the policy does not allow the action
     */
    public Operator authorize(
            Action action, int tier, String subject, Supplier<Ledger> ledger, Instant now) {
        AccessPolicy policy = policy();
        Optional<Operator> operator =
                Optional.ofNullable(variables.get("TIDEGATE_TOKEN"))
                        .map(policy::byToken)
                        .orElseGet(() -> policy.byUser(user()));
        Optional<String> objection =
                operator.isEmpty()
                        ? Optional.of(nobody(policy))
                        : policy.objection(
                                new AccessRequest(operator.get(), action, tier, now, source()));
        if (objection.isPresent()) {
            ledger.get().append(AccessRefusal.entry(now, subject, user(), action, objection.get()));
            throw CommandRefusal.guarded(objection.get());
        }
        return operator.orElseThrow();
    }

    private String nobody(AccessPolicy policy) {
        if (policy.isClosed()) {
            return "without an access policy nobody may do anything in "
                    + policy.environment()
                    + ": access of the configuration, --access or $TIDEGATE_ACCESS names one";
        }
        return variables.containsKey("TIDEGATE_TOKEN")
                ? "the token is no operator's"
                : user() + " is no operator in " + policy.environment();
    }

    /** Name of the user of this process, or {@code uid 10001} without one, as in most containers. */
    static String user() {
        return user(System.getProperty("user.name", NAMELESS));
    }

    static String user(String name) {
        return name.equals(NAMELESS) ? "uid " + new UnixSystem().getUid() : name;
    }

    private InetAddress source() {
        return source(variables.getOrDefault("SSH_CONNECTION", ""));
    }

    /** The SSH client's address, or loopback; never resolves a name. */
    static InetAddress source(String connection) {
        return Network.address(connection.split(" ", 2)[0])
                .orElseGet(InetAddress::getLoopbackAddress);
    }
}
