package dev.tidegate.autoscaler.serve.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.autoscaler.config.endpoint.Secret;
import dev.tidegate.autoscaler.loop.record.AlertRecord;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives Alertmanager's webhook messages, version 4. While an alert fires whose label {@code workload} names a workload, it is
 * evidence for that workload's tier: its annotation {@code busy} gives the share turned away ({@code 2%} or {@code 0.02}); the
 * default is the share that enters the first tier. Other alerts are accepted and ignored, so that one route can serve all; so are
 * {@linkplain AlertRecord#isAboutDaemon those that tell of the daemon itself}.
 */
public final class AlertmanagerWebhook implements Webhook {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerWebhook.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VERSION = "4";
    private static final int MAX_ALERTS = 1_000; // in one message

    private final BearerToken bearer;
    private final Set<String> workloads;
    private final Ledger ledger;
    private final InstantSource clock;

    public AlertmanagerWebhook(
            Secret token,
            Map<String, String> environment,
            Collection<String> workloads,
            Ledger ledger,
            InstantSource clock) {
        this.bearer = new BearerToken(token, environment);
        this.workloads = Set.copyOf(workloads);
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public Optional<Answer> refusal(Sender sender) {
        return bearer.isPresentedBy(sender)
                ? Optional.empty()
                : Optional.of(new Answer(401, "no valid bearer token"));
    }

    @Override
    public int maxBodyBytes() {
        return 1 << 20;
    }

    @Override
    public Answer receive(Sender sender, byte[] body) {
        Optional<Answer> refused = refusal(sender);
        if (refused.isPresent()) {
            return refused.get();
        }
        try {
            JsonNode message = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            if (!message.path("version").asText().equals(VERSION)
                    || !message.path("alerts").isArray()
                    || message.path("alerts").size() > MAX_ALERTS) {
                return new Answer(400, "expected an Alertmanager message of version " + VERSION);
            }
            return store(message.path("alerts"));
        } catch (JsonProcessingException e) {
            return new Answer(400, "the body is no JSON");
        } catch (IllegalArgumentException e) {
            return new Answer(400, String.valueOf(e.getMessage()));
        } catch (LedgerException e) {
            LOG.error("alerts cannot be kept: {}", e.getMessage());
            return new Answer(503, "the ledger cannot be written; send it again");
        }
    }

    /** Parses all alerts before it stores the first. */
    private Answer store(JsonNode alerts) {
        List<AlertRecord> records = new ArrayList<>();
        Instant now = clock.instant();
        for (JsonNode alert : alerts) {
            if (workloads.contains(alert.path("labels").path("workload").asText())) {
                records.add(record(alert, now));
            }
        }
        records.removeIf(AlertRecord::isAboutDaemon);
        records.forEach(alert -> ledger.append(alert.draft("alertmanager")));
        return new Answer(
                200,
                records.size()
                        + " of "
                        + alerts.size()
                        + " alerts are evidence about workloads here");
    }

    private static AlertRecord record(JsonNode alert, Instant now) {
        String fingerprint = alert.path("fingerprint").asText();
        if (fingerprint.isEmpty()) {
            throw new IllegalArgumentException("an alert has no fingerprint");
        }
        return new AlertRecord(
                alert.path("labels").path("workload").asText(),
                fingerprint,
                alert.path("labels").path("alertname").asText(),
                alert.path("status").asText().equals("firing"),
                now,
                share(alert.path("annotations").path("busy").asText().strip()));
    }

    private static OptionalDouble share(String text) {
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        boolean percent = text.endsWith("%");
        try {
            double number =
                    Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
            return OptionalDouble.of(percent ? number / 100 : number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "annotation busy must be a share like 2% or 0.02, was " + text, e);
        }
    }
}
