package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.endpoint.Secret;
import dev.tidegate.autoscaler.config.endpoint.ServeSettings;
import dev.tidegate.autoscaler.serve.hook.AlertmanagerWebhook;
import dev.tidegate.autoscaler.serve.hook.ApprovalWebhook;
import dev.tidegate.autoscaler.serve.hook.Webhook;
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
import java.util.TreeMap;
import java.util.function.Supplier;

/** The webhooks of this daemon: only those that the configuration names a secret for. */
final class Webhooks {
    private final Map<String, String> environment;
    private final InstantSource clock;

    Webhooks(Map<String, String> environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /** The webhooks by path. */
    Map<String, Webhook> byPath(
            Settings settings, Ledger ledger, Runs runs, Supplier<AccessPolicy> policy) {
        ServeSettings serve = settings.serve();
        List<String> names = settings.workloads().stream().map(WorkloadSettings::name).toList();
        Map<String, Webhook> hooks = new TreeMap<>();
        serve.alertsToken()
                .ifPresent(
                        token ->
                                hooks.put(
                                        "/alerts",
                                        new AlertmanagerWebhook(
                                                token, environment, names, ledger, clock)));
        serve.approvalsSecret()
                .ifPresent(
                        secret -> hooks.put("/approvals", approvals(secret, runs, ledger, policy)));
        return hooks;
    }

    private Webhook approvals(
            Secret secret, Runs runs, Ledger ledger, Supplier<AccessPolicy> policy) {
        try {
            byte[] key = secret.reveal(environment).getBytes(StandardCharsets.UTF_8);
            return new ApprovalWebhook(new SignedApprovals(runs, ledger, policy, key, clock));
        } catch (NoSuchElementException | UncheckedIOException | IllegalArgumentException e) {
            throw new IllegalStateException("serve.approvals_secret: " + e.getMessage(), e);
        }
    }
}
