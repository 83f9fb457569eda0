package dev.tidegate.runbooks.act.redis;

import dev.tidegate.runbooks.act.wire.AnswerTooLongException;
import dev.tidegate.runbooks.act.wire.BoundedStream;
import java.io.InputStream;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * What one connection may answer in total. Jedis allocates what a reply announces (the bytes of a
 * text, the elements of a list), before any of it has come, and reads a line to its end, however
 * long. To be read by one thread.
 */
final class BoundedReplies extends RedisInputStream {
    /** No hash of flags, and no configuration of a server, is as large. */
    static final int MAX_BYTES = 8 << 20; // bytes

    private long left = MAX_BYTES; // of what may still be announced

    BoundedReplies(InputStream answers) {
        super(new BoundedStream(answers, MAX_BYTES));
    }

    /** The length that a reply announces. */
    @Override
    public int readIntCrLf() {
        int announced = super.readIntCrLf();
        left -= Math.max(0, announced);
        if (left < 0) {
            throw new JedisConnectionException(new AnswerTooLongException(MAX_BYTES));
        }
        return announced;
    }
}
