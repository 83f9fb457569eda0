package dev.tidegate.runbooks.act.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.RedisInputStream;

/** A connection that is opened once, and whose replies are {@linkplain BoundedReplies bounded}. */
final class BoundedConnection extends Connection {
    private @Nullable BoundedReplies replies;

    private BoundedConnection(Builder settings) {
        super(settings);
    }

    /** Connects and authenticates. */
    static BoundedConnection open(JedisSocketFactory sockets, JedisClientConfig settings) {
        var connection =
                new BoundedConnection(builder().socketFactory(sockets).clientConfig(settings));
        try {
            return OddReplyException.guard(
                    () -> {
                        connection.initializeFromClientConfig();
                        return connection;
                    });
        } catch (JedisException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    protected Object protocolRead(RedisInputStream answers) {
        if (replies == null) {
            replies = new BoundedReplies(answers);
        }
        return super.protocolRead(replies);
    }
}
