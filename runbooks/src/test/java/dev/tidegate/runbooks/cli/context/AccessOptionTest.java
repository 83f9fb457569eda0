package dev.tidegate.runbooks.cli.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is asked for in the policy and written into the ledger. */
final class AccessOptionTest {
    @Test
    void aUserWithoutANameIsToldApartFromOthersByItsNumber(@TempDir Path mine) throws IOException {
        assertThat(AccessOption.user("?")).isEqualTo("uid " + Files.getAttribute(mine, "unix:uid"));
        assertThat(AccessOption.user("ana")).isEqualTo("ana");
    }

    @Test
    void whoComesOverASingleLinkIsNotThisMachine() throws IOException {
        assertThat(AccessOption.source("fe80::1%eth0 51000 fe80::2%eth0 22"))
                .isEqualTo(InetAddress.getByName("fe80::1"));
        assertThat(AccessOption.source("2001:db8::7 51000 2001:db8::1 22"))
                .isEqualTo(InetAddress.getByName("2001:db8::7"));
        assertThat(AccessOption.source("")).isEqualTo(InetAddress.getLoopbackAddress());
    }
}
