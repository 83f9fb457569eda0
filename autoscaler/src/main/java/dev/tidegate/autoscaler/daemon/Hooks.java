package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.endpoint.Secret;
import dev.tidegate.autoscaler.config.endpoint.ServeSettings;
import dev.tidegate.autoscaler.serve.hook.AlertHook;
import dev.tidegate.autoscaler.serve.hook.ApprovalHook;
import dev.tidegate.autoscaler.serve.hook.Hook;
import dev.tidegate.runbooks.approve.AccessPolicy;
import dev.tidegate.runbooks.approve.SignedApprovals;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.run.Runs;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What may be posted to this daemon: nothing that the configuration names no secret for. */
final class Hooks {
    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

    private final Map<String, String> environment;
    private final InstantSource clock;

    Hooks(Map<String, String> environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /** By path. */
    Map<String, Hook> of(
            Settings settings, Ledger ledger, Runs runs, Optional<AccessPolicy> policy) {
        ServeSettings serve = settings.serve();
        List<String> names = settings.workloads().stream().map(WorkloadSettings::name).toList();
        Map<String, Hook> hooks = new TreeMap<>();
        serve.alertsToken()
                .ifPresent(
                        token ->
                                hooks.put(
                                        "/alerts",
                                        new AlertHook(token, environment, names, ledger, clock)));
        if (serve.approvalsSecret().isPresent() && policy.isEmpty()) {
            LOG.error("/approvals takes nothing: there is no access policy to check them by");
        } else {
            serve.approvalsSecret()
                    .ifPresent(
                            secret ->
                                    hooks.put(
                                            "/approvals",
                                            approvals(secret, runs, policy.orElseThrow())));
        }
        return hooks;
    }

    private Hook approvals(Secret secret, Runs runs, AccessPolicy policy) {
        try {
            byte[] key = secret.reveal(environment).getBytes(StandardCharsets.UTF_8);
            return new ApprovalHook(new SignedApprovals(runs, policy, key, clock));
        } catch (NoSuchElementException | UncheckedIOException | IllegalArgumentException e) {
            throw new IllegalStateException("serve.approvals_secret: " + e.getMessage(), e);
        }
    }
}
