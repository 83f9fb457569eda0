package dev.tidegate.stacks.render;

import java.util.Locale;

/** Who may ask a cache for what, in Redis's own words: whoever has no name may ask for nothing. */
public enum CacheUser {
    /** Books' steps: the flags, and the newest fence that was seen for them. */
    DAEMON("~tidegate:* resetchannels -@all +ping +eval +get +set +hgetall +hset +hdel"),

    /** What gateways follow. */
    GATEWAY("~" + FlagHash.HASH + " resetchannels -@all +ping +hmget"),

    /** Nodes that watch one another: replicas, and Sentinels, which make one of them the primary. */
    NODE("~* &* +@all");

    /** Of those without a name: off. */
    public static final String NOBODY = "off ~none resetchannels -@all +ping";

    /** Of those without a name, at a Sentinel: daemons and gateways ask it where the primary is before they show anything. */
    static final String ANYBODY =
            "on nopass resetchannels -@all +ping +sentinel|get-master-addr-by-name";

    private final String rules;

    CacheUser(String rules) {
        this.rules = rules;
    }

    /** The name that is shown. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it may, without its passwords. */
    public String rules() {
        return "on " + rules;
    }
}
