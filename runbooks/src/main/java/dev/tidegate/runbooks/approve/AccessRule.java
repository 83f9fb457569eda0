package dev.tidegate.runbooks.approve;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One permission. An empty attribute asks for nothing; every other one must fit.
 *
 * @param hours of the day in UTC; may cross midnight
 */
record AccessRule(
        Set<Action> actions,
        Set<String> roles,
        Optional<Integer> mostTier,
        Set<String> environments,
        Optional<Hours> hours,
        List<Network> networks) {

    record Hours(LocalTime from, LocalTime to) {
        boolean holds(LocalTime time) {
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
                && mostTier.map(most -> request.tier() <= most).orElse(true)
                && (environments.isEmpty() || environments.contains(environment))
                && hours.map(h -> h.holds(time)).orElse(true)
                && (networks.isEmpty()
                        || networks.stream().anyMatch(n -> n.holds(request.source())));
    }
}
