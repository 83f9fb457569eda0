package dev.tidegate.runbooks.approve;

import dev.tidegate.runbooks.act.wire.Network;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One permission. All its non-empty attributes must match; empty ones match everything.
 *
 * @param hours time of day, in UTC; may cross midnight
 */
record AccessRule(
        Set<Action> actions,
        Set<String> roles,
        Optional<Integer> maxTier,
        Set<String> environments,
        Optional<Hours> hours,
        List<Network> networks) {

    record Hours(LocalTime from, LocalTime to) {
        boolean contains(LocalTime time) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }
    }

    boolean allows(AccessRequest request, String environment) {
        LocalTime time = request.at().atZone(ZoneOffset.UTC).toLocalTime();
        return actions.contains(request.action())
                && (roles.isEmpty()
                        || request.operator().roles().stream().anyMatch(roles::contains))
                && maxTier.map(max -> request.tier() <= max).orElse(true)
                && (environments.isEmpty() || environments.contains(environment))
                && hours.map(h -> h.contains(time)).orElse(true)
                && (networks.isEmpty()
                        || networks.stream().anyMatch(n -> n.contains(request.source())));
    }
}
