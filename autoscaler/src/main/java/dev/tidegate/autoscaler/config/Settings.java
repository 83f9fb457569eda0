package dev.tidegate.autoscaler.config;

import dev.tidegate.autoscaler.config.endpoint.PrometheusSettings;
import dev.tidegate.autoscaler.config.endpoint.ServeSettings;
import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import dev.tidegate.runbooks.book.terms.Preset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one configuration file.
 *
 * @param store of the ledger and the leases; the daemon requires one, {@code decide} does not
 * @param metrics source of demand; the daemon requires one, {@code decide} does not
 * @param bookParameters what this site says of parameters of books, by name
 * @param access the access policy, unless the environment or the command line names another
 */
public record Settings(
        Mode mode,
        Duration interval,
        Optional<StoreSettings> store,
        Optional<PrometheusSettings> metrics,
        ServeSettings serve,
        Path runbooks,
        Map<String, Preset> bookParameters,
        Optional<Path> access,
        List<WorkloadSettings> workloads) {

    public Settings {
        bookParameters = Map.copyOf(bookParameters);
        workloads = List.copyOf(workloads);
        if (workloads.isEmpty()) {
            throw new IllegalArgumentException("workloads must not be empty");
        }
    }

    /** The mode of a workload: its own, or else the file's. */
    public Mode modeOf(WorkloadSettings workload) {
        return workload.mode().orElse(mode);
    }
}
