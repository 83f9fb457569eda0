package dev.tidegate.runbooks.act.redis;

import java.util.NoSuchElementException;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A reply that is none to what was asked. Jedis casts replies to what the commands answer with,
 * and lets the JDK's exceptions through where that fails.
 */
final class OddReplyException extends JedisException {
    private static final long serialVersionUID = 1L;

    private OddReplyException(RuntimeException cause) {
        super("the answer is none to what was asked: " + cause, cause);
    }

    /** The result of an exchange with a server, or this. */
    static <T> T guard(Supplier<T> exchange) {
        try {
            return exchange.get();
        } catch (ClassCastException
                | NullPointerException
                | NegativeArraySizeException
                | NumberFormatException
                | NoSuchElementException e) {
            throw new OddReplyException(e);
        }
    }
}
