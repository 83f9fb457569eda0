package dev.tidegate.stacks.render;

import java.util.Locale;

/** Users of the cache with their Redis ACL rules. */
public enum CacheUser {
    /** Runbook steps: the flags, and their newest fencing number. */
    DAEMON("~tidegate:* resetchannels -@all +ping +eval +get +set +hgetall +hset +hdel"),

    /** Gateways: reading the flags. */
    GATEWAY("~" + FlagHash.HASH + " resetchannels -@all +ping +hmget"),

    /** Replicas and Sentinels. */
    NODE("~* &* +@all");

    /** ACL rules of the default user: off. */
    public static final String NOBODY = "off ~none resetchannels -@all +ping";

    /** ACL rules of the default user at a Sentinel: daemons and gateways ask it for the primary before they authenticate. */
    static final String ANYBODY =
            "on nopass resetchannels -@all +ping +sentinel|get-master-addr-by-name";

    private final String rules;

    CacheUser(String rules) {
        this.rules = rules;
    }

    /** The user's name. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its ACL rules, without passwords. */
    public String rules() {
        return "on " + rules;
    }
}
