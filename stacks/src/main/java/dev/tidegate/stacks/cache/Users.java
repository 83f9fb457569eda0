package dev.tidegate.stacks.cache;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.Passwords;
import dev.tidegate.stacks.render.CacheUser;
import dev.tidegate.stacks.site.Site;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Passwords of a cache's users. */
final class Users {
    private final Map<CacheUser, Passwords> passwords = new EnumMap<>(CacheUser.class);

    Users(Site site, ComponentResource parent, Output<String> key, List<CacheUser> users) {
        int newest = site.ground().cache().password();
        users.forEach(
                user ->
                        passwords.put(
                                user,
                                new Passwords(site, parent, key, Cache.ROOM, user.id(), newest)));
    }

    /** Valid passwords by user, newest first: secrets. */
    Output<Map<CacheUser, List<String>>> valid() {
        return byUser(Passwords::valid);
    }

    Output<List<String>> valid(CacheUser user) {
        return Objects.requireNonNull(passwords.get(user), "no password of " + user).valid();
    }

    /**
     * Names of the SSM parameters with each user's newest password.
     *
     * @param applied completes once the cache accepts the passwords: a client that used one earlier would be refused
     */
    Output<Map<CacheUser, String>> parameters(Output<String> applied) {
        return Output.tuple(byUser(Passwords::parameter), applied).applyValue(both -> both.t1);
    }

    private <T> Output<Map<CacheUser, T>> byUser(Function<Passwords, Output<T>> value) {
        return Output.all(passwords.values().stream().map(value).toList()).applyValue(this::byUser);
    }

    private <T> Map<CacheUser, T> byUser(List<T> values) {
        Map<CacheUser, T> byUser = new EnumMap<>(CacheUser.class);
        Iterator<T> inOrder = values.iterator();
        passwords.keySet().forEach(user -> byUser.put(user, inOrder.next()));
        return byUser;
    }
}
