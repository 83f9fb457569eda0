package dev.tidegate.runbooks.approve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.record.Journal;
import dev.tidegate.runbooks.run.record.Question;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Handles signed approvals that a chat or pager sends over HTTP. Independent of any HTTP server:
 * the caller passes headers and body as received.
 *
 * <p>The signature is HMAC-SHA-256, in hex, over {@code timestamp + "\n" + body}. A signature older
 * than five minutes is refused. A replay within that time changes nothing, since each person's
 * approval counts once; one signed before the run's current question was asked does not count for
 * it. Thread-safe.
 */
public final class SignedApprovals {
    public static final String TIMESTAMP_HEADER = "X-Tidegate-Timestamp";
    public static final String SIGNATURE_HEADER = "X-Tidegate-Signature";
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    /** Strict: a signer may quote somebody's text unescaped, and what that text adds was not approved. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final Runs runs;
    private final Ledger ledger;
    private final Supplier<AccessPolicy> policies;
    private final byte[] secret;
    private final InstantSource clock;

    /**
     * @param ledger records signed approvals of operators who may not give them
     * @param policies gives the current policy, at every approval
     */
    public SignedApprovals(
            Runs runs,
            Ledger ledger,
            Supplier<AccessPolicy> policies,
            byte[] secret,
            InstantSource clock) {
        if (secret.length < 16) {
            throw new IllegalArgumentException(
                    "a secret has at least 16 bytes, had " + secret.length);
        }
        this.runs = runs;
        this.ledger = ledger;
        this.policies = policies;
        this.secret = secret.clone();
        this.clock = clock;
    }

    /**
     * Response with HTTP status: 200 accepted, 400 malformed, 401 not signed, 403 not allowed, 404
     * no such run, 409 the run's state does not allow it.
     */
    public record Answer(int status, String text) {}

    /**
     * @param body {@code {"run": …, "operator": …, "verdict": "approve" or "refuse", "why": …}}
     */
    public Answer receive(String timestamp, String signature, byte[] body, InetAddress source) {
        if (!isSigned(timestamp, signature, body)) {
            return new Answer(401, "not signed with the secret that is expected");
        }
        Optional<Instant> signed = parseFresh(timestamp);
        if (signed.isEmpty()) {
            return new Answer(401, "signed too long ago, or not yet");
        }
        try {
            JsonNode request = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            return answer(request, signed.get(), source);
        } catch (JsonProcessingException e) {
            return new Answer(400, "the body is no JSON, or says a thing twice");
        }
    }

    private Answer answer(JsonNode request, Instant signed, InetAddress source) {
        String run = request.path("run").asText();
        Optional<RunView> view = runs.find(run);
        if (view.isEmpty()) {
            return new Answer(404, "no run \"" + run + '"');
        }
        String name = request.path("operator").asText();
        if (name.isBlank()) {
            return new Answer(400, "operator must be named");
        }
        AccessPolicy policy = policies.get();
        Optional<Operator> operator = policy.byName(name);
        if (operator.isEmpty()) {
            return refused(run, name, name + " is no operator");
        }
        Optional<String> objection = objection(policy, operator.get(), view.get(), source);
        if (objection.isPresent()) {
            return refused(run, name, objection.get());
        }
        if (view.get().question().filter(q -> signed.isBefore(q.since())).isPresent()) {
            return new Answer(409, "run " + run + " asks something else since that was signed");
        }
        return switch (request.path("verdict").asText()) {
            case "approve" ->
                    submit(run, name, new RunEvent.Approved(name, "webhook", step(view.get())));
            case "refuse" ->
                    submit(run, name, new RunEvent.Refused(name, request.path("why").asText()));
            default -> new Answer(400, "verdict must be approve or refuse");
        };
    }

    /** Records a refusal as commands do, so that a signer who approves without permission is found. */
    private Answer refused(String run, String name, String why) {
        ledger.append(
                AccessRefusal.entry(clock.instant(), Journal.name(run), name, Action.APPROVE, why));
        return new Answer(403, why);
    }

    private static Optional<String> step(RunView view) {
        return view.question().flatMap(Question::step);
    }

    private Optional<String> objection(
            AccessPolicy policy, Operator operator, RunView view, InetAddress source) {
        String role = view.question().map(q -> q.asked().role()).orElse("");
        if (!role.isEmpty() && !policy.hasRole(operator, role)) {
            return Optional.of(operator.name() + " has not the role " + role);
        }
        return policy.objection(
                new AccessRequest(
                        operator, Action.APPROVE, view.plan().tier(), clock.instant(), source));
    }

    private Answer submit(String run, String name, RunEvent event) {
        try {
            RunView after = runs.request(run, name, event);
            return new Answer(200, "run " + run + " is " + after.state().code());
        } catch (IllegalStateException e) {
            return new Answer(409, String.valueOf(e.getMessage()));
        }
    }

    private boolean isSigned(String timestamp, String signature, byte[] body) {
        byte[] expected = sign(secret, timestamp, body).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Instant> parseFresh(String timestamp) {
        try {
            Instant signed = Instant.parse(timestamp);
            Duration age = Duration.between(signed, clock.instant()).abs();
            return age.compareTo(MAX_AGE) <= 0 ? Optional.of(signed) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The value of the signature header. */
    public static String sign(byte[] secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((timestamp + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
