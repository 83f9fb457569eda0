package dev.tidegate.runbooks.act.redis;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.act.wire.AnswerTooLongException;
import dev.tidegate.runbooks.act.wire.ExchangeDeadline;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * Maps Redis errors to outcomes. An error begins with a code in capitals; a command answered with
 * an error was not executed. A script of ours writes to its target in one command, or says {@code
 * PARTLY} before the error of one that failed after another had written.
 */
final class RedisErrors {
    private static final Set<String> DENIED_CODES =
            Set.of("NOAUTH", "WRONGPASS", "NOPERM", "DENIED");
    private static final Set<String> UNAVAILABLE_CODES =
            Set.of(
                    "READONLY",
                    "LOADING",
                    "MASTERDOWN",
                    "CLUSTERDOWN",
                    "BUSY",
                    "TRYAGAIN",
                    "ASK",
                    "OOM",
                    "MISCONF",
                    "NOREPLICAS");

    /** Refusals without a code of their own. */
    private static final Pattern AUTH_ERROR =
            Pattern.compile(
                    "^ERR (AUTH <password> called|Client sent AUTH|invalid password"
                            + "|The user executing the script can't )");

    private static final String PARTLY = "PARTLY ";
    private static final String MAX_CLIENTS_REACHED = "ERR max number of clients reached";

    private RedisErrors() {}

    /** The failure of a connection attempt. */
    static Unreadable ofConnecting(JedisException e) {
        Failure reason = reason(e);
        return new Unreadable(
                reason == Failure.UNAVAILABLE && !(e instanceof JedisDataException)
                        ? Failure.UNREACHABLE
                        : reason,
                text(e));
    }

    static Unreadable ofRead(JedisException e, ExchangeDeadline deadline) {
        return deadline.isExpired() && !(e instanceof JedisDataException)
                ? new Unreadable(
                        Failure.TIMED_OUT, "no whole answer within " + RedisAccess.CALL_LIMIT)
                : new Unreadable(reason(e), text(e));
    }

    static Outcome ofWrite(JedisException e, ExchangeDeadline deadline) {
        Unreadable read = ofRead(e, deadline);
        return e instanceof JedisDataException && !text(e).startsWith(PARTLY)
                ? read.outcomeBeforeWrite()
                : read.unknownOutcome();
    }

    private static Failure reason(JedisException e) {
        if (e instanceof JedisDataException) {
            return ofError(e);
        }
        if (e.getCause() instanceof SSLHandshakeException) {
            return Failure.UNTRUSTED;
        }
        if (e instanceof OddReplyException
                || String.valueOf(e.getMessage()).startsWith("Unknown reply")
                || e.getCause() instanceof AnswerTooLongException) {
            return Failure.GARBLED;
        }
        return isTimeout(e) ? Failure.TIMED_OUT : Failure.UNAVAILABLE;
    }

    private static String text(JedisException e) {
        if (e instanceof JedisMovedDataException) {
            return e.getMessage() + ": the cluster keeps it there; name that node in the address";
        }
        if (e.getCause() instanceof AnswerTooLongException tooLong) {
            return String.valueOf(tooLong.getMessage());
        }
        return unknownHost(e)
                .map(host -> "nobody knows the host " + host)
                .orElseGet(() -> String.valueOf(e.getMessage()));
    }

    /** The host that cannot be resolved; Jedis reports it once per address. */
    private static Optional<String> unknownHost(JedisException e) {
        return Stream.concat(Stream.ofNullable(e.getCause()), Stream.of(e.getSuppressed()))
                .filter(UnknownHostException.class::isInstance)
                .map(Throwable::getMessage)
                .map(String::valueOf)
                .findFirst();
    }

    private static boolean isTimeout(JedisException e) {
        return e.getCause() instanceof SocketTimeoutException;
    }

    private static Failure ofError(JedisException e) {
        String text = String.valueOf(e.getMessage()).replaceFirst("^" + PARTLY, "");
        String code = text.split(" ", 2)[0];
        if (e instanceof JedisAccessControlException
                || DENIED_CODES.contains(code)
                || AUTH_ERROR.matcher(text).find()) {
            return Failure.DENIED;
        }
        if (e instanceof JedisMovedDataException) {
            return Failure.ABSENT;
        }
        return UNAVAILABLE_CODES.contains(code) || text.startsWith(MAX_CLIENTS_REACHED)
                ? Failure.UNAVAILABLE
                : Failure.INVALID;
    }
}
