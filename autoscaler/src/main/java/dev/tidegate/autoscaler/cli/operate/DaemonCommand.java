package dev.tidegate.autoscaler.cli.operate;

import dev.tidegate.autoscaler.cli.option.BadConfiguration;
import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.read.Problem;
import dev.tidegate.autoscaler.daemon.Daemon;
import dev.tidegate.autoscaler.daemon.DaemonRequirements;
import dev.tidegate.autoscaler.daemon.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the control loops until stopped. */
@Command(
        name = "daemon",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the control loops until it is told to stop (SIGTERM, SIGHUP, or Ctrl-C).",
            "The configuration is read at the start; /status tells when the file was changed since."
        },
        footer = {"", "Example:", "  tidegate daemon --config tidegate.yaml"})
public final class DaemonCommand implements Callable<Integer> {

    @Mixin private ConfigurationOption configuration = new ConfigurationOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        CompletableFuture<Daemon> started = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop"));
        try {
            Settings settings = configuration.load();
            List<Problem> unmet = DaemonRequirements.unmet(settings);
            if (!unmet.isEmpty()) {
                throw new BadConfiguration(configuration.file(), unmet);
            }
            InstantSource clock = InstantSource.system();
            EditedFile edited = new EditedFile(configuration.file(), settings, clock.instant());
            Daemon daemon =
                    Daemon.start(settings, System.getenv(), clock, System::nanoTime, instance());
            daemon.addTroubles(edited);
            started.complete(daemon);
            new CountDownLatch(1).await(); // the shutdown hook ends the process
            return ExitCode.DONE.code();
        } catch (Store.AlreadyRunning e) {
            spec.commandLine().getErr().println("tidegate: " + e.getMessage());
            return ExitCode.REFUSED.code();
        } finally {
            started.cancel(false); // no effect if it has started
        }
    }

    /** Name of this daemon as a lease holder: the same after a restart, different from that of every other daemon. */
    private String instance() {
        return instance(
                System.getenv("TIDEGATE_INSTANCE"), () -> InetAddress.getLocalHost().getHostName());
    }

    /** @param machine returns the host name; throws if it does not resolve */
    String instance(@Nullable String named, Callable<String> machine) {
        if (named != null && !named.isBlank()) {
            return named;
        }
        try {
            return machine.call();
        } catch (Exception e) {
            throw new BadConfiguration(
                    configuration.file(),
                    "the daemon needs a name of its own, and this machine's does not resolve ("
                            + e.getMessage()
                            + "): set TIDEGATE_INSTANCE to one that stays the same after a restart"
                            + " and that no other daemon has, or add the machine's to /etc/hosts");
        }
    }

    /**
     * Shutdown hook. Ends the process with exit code 0, where the JVM would report the signal. A daemon that is still starting is
     * stopped once it has started; one that fails to start ends with its own exit code.
     */
    private static void stop(CompletableFuture<Daemon> started) {
        try {
            started.join().close();
        } catch (CancellationException e) {
            return;
        }
        Runtime.getRuntime().halt(ExitCode.DONE.code());
    }
}
