package dev.tidegate.runbooks.act.kubernetes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Unreadable;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/** What the API server's refusals and the client's exceptions mean. What may have been carried out is never called failed. */
public final class KubernetesErrors {
    private static final List<Class<? extends Exception>> NOTHING_SENT =
            List.of(
                    ConnectException.class,
                    UnknownHostException.class,
                    NoRouteToHostException.class);

    /** What the server says, with status 500, to an applied value of a type that the field does not have. */
    private static final String WRONG_TYPE = "failed to create typed patch object";

    /** What the server says, with status 403, where a ResourceQuota leaves no room, or none at all for something limited. */
    private static final Pattern NO_ROOM =
            Pattern.compile("is forbidden: (exceeded quota: |insufficient quota to consume: )");

    /** What it says where a rule of the cluster's own refuses what the credentials allow. */
    private static final Pattern NOT_ADMITTED =
            Pattern.compile(
                    "^admission webhook \".*\" denied the request|: ValidatingAdmissionPolicy '.*' .*denied request: ");

    private KubernetesErrors() {}

    public static Unreadable ofRead(KubernetesClientException e) {
        return new Unreadable(reason(e), text(e));
    }

    public static Outcome ofWrite(KubernetesClientException e) {
        Failure reason = reason(e);
        if (reason.isLasting()) {
            return new Outcome.Permanent(reason, text(e));
        }
        return switch (reason) {
            case THROTTLED -> Outcome.Retriable.asked(reason, text(e), retryAfter(e));
            case UNREACHABLE, UNTRUSTED -> new Outcome.Retriable(reason, text(e));
            case CONFLICT -> ofConflict(e);
            default -> new Outcome.Unknown(reason, text(e));
        };
    }

    /** Of a second write, after a first that was made. */
    static Outcome ofRest(KubernetesClientException e) {
        return new Outcome.Unknown(reason(e), "some of it was written, and then: " + text(e));
    }

    /** Another owner stays; an object that is only newer than the one we read can be read again. */
    private static Outcome ofConflict(KubernetesClientException e) {
        List<StatusCause> owned =
                causes(e)
                        .filter(cause -> "FieldManagerConflict".equals(cause.getReason()))
                        .toList();
        if (owned.isEmpty()) {
            return new Outcome.Retriable(Failure.CONFLICT, text(e));
        }
        String owners =
                owned.stream()
                        .map(cause -> cause.getField() + ": " + cause.getMessage())
                        .collect(Collectors.joining("; "));
        return new Outcome.Permanent(Failure.CONFLICT, ownedBySomebody(owners));
    }

    /** What to do about it is said along. */
    static String ownedBySomebody(String what) {
        return "somebody else owns "
                + what
                + "; to let it be taken, annotate the object with "
                + Ownership.ANNOTATION
                + "=take";
    }

    /** A refused value comes with causes; a patch whose test failed (the value is not as it was read) with none. */
    private static Failure reason(KubernetesClientException e) {
        if (e.getCode() <= 0) {
            return ofTransport(e);
        }
        if (text(e).startsWith(WRONG_TYPE)) {
            return Failure.INVALID;
        }
        return switch (e.getCode()) {
            case 401 -> Failure.DENIED;
            case 403 -> ofForbidden(text(e));
            case 404, 410 -> Failure.ABSENT;
            case 409 -> Failure.CONFLICT;
            case 408, 504 -> Failure.TIMED_OUT;
            case 422 -> causes(e).findAny().isEmpty() ? Failure.CONFLICT : Failure.INVALID;
            case 429 -> Failure.THROTTLED;
            case 500, 502, 503 -> Failure.UNAVAILABLE;
            default -> e.getCode() / 100 == 4 ? Failure.INVALID : Failure.GARBLED;
        };
    }

    /** All of them with one status and no reason of their own. */
    private static Failure ofForbidden(String text) {
        if (NO_ROOM.matcher(text).find()) {
            return Failure.QUOTA;
        }
        return NOT_ADMITTED.matcher(text).find() ? Failure.INVALID : Failure.DENIED;
    }

    private static Failure ofTransport(Throwable e) {
        if (chain(e).anyMatch(t -> NOTHING_SENT.stream().anyMatch(type -> type.isInstance(t)))) {
            return Failure.UNREACHABLE;
        }
        if (chain(e).anyMatch(t -> t instanceof SSLHandshakeException)) {
            return Failure.UNTRUSTED; // nothing was sent, either
        }
        if (chain(e).anyMatch(
                        t -> t instanceof TimeoutException || t instanceof CancellationException)) {
            return Failure.TIMED_OUT;
        }
        boolean garbled =
                chain(e).anyMatch(
                                t ->
                                        t instanceof Cluster.NoObject
                                                || t instanceof JsonProcessingException);
        return garbled ? Failure.GARBLED : Failure.UNAVAILABLE;
    }

    private static Optional<String> retryAfter(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus())
                .map(Status::getDetails)
                .map(StatusDetails::getRetryAfterSeconds)
                .map(String::valueOf);
    }

    private static Stream<StatusCause> causes(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus()).map(Status::getDetails).stream()
                .flatMap(details -> details.getCauses().stream());
    }

    /** A failure and what caused it, the outermost first. */
    private static Stream<Throwable> chain(Throwable e) {
        return Stream.iterate(e, Throwable::getCause).takeWhile(t -> t != null).limit(20);
    }

    /** The client's own words around it are "An error has occurred." */
    private static String innermost(Throwable e) {
        if (chain(e).anyMatch(t -> t instanceof CancellationException)) {
            return "the answer did not end in time";
        }
        return chain(e).map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .reduce((outer, inner) -> inner)
                .orElse(e.getClass().getSimpleName());
    }

    private static String text(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus())
                .map(Status::getMessage)
                .orElseGet(() -> innermost(e));
    }
}
