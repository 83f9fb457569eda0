package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What three nodes are that watch one another. */
@Needs(value = Component.REDIS, installed = true)
class RedisFilesIT {
    private RunningCache cache;

    @TempDir private Path folder;

    @BeforeEach
    void start() throws Exception {
        cache = new RunningCache(folder);
    }

    @AfterEach
    void stop() {
        cache.close();
    }

    @Test
    void theLeastRecentlyUsedGoesFirstAndASecondIsLostAtTheMost() {
        int port = cache.node(0).port();

        assertThat(RunningCache.inside(port, "CONFIG GET maxmemory"))
                .contains(String.valueOf(70L * 1024 * 1024));
        assertThat(RunningCache.inside(port, "CONFIG GET maxmemory-policy"))
                .contains("allkeys-lru");
        assertThat(RunningCache.inside(port, "CONFIG GET appendfsync")).contains("everysec");
        assertThat(RunningCache.inside(port, "CONFIG GET appendonly")).contains("yes");
    }

    @Test
    void whenThePrimaryDiesAnotherTakesOverWithWhatWasWritten() {
        cache.fails(1);
    }

    @Test
    void aPrimaryThatHearsFromNoReplicaStopsTakingWrites() {
        assertThat(RunningCache.inside(cache.node(0).port(), "CONFIG GET min-replicas-to-write"))
                .contains("1");
    }
}
