package dev.tidegate.runbooks.cli.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.act.redis.RedisAccess;
import dev.tidegate.runbooks.act.send.MailServer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the environment says of servers. */
final class KindsTest {

    @Test
    void anEmptyVariableSaysNothing() {
        assertThat(Kinds.redis(Map.of("REDIS_USER", "", "REDIS_PASSWORD", "", "REDIS_TLS", "")))
                .isEqualTo(new RedisAccess(Optional.empty(), Optional.empty(), false));
        assertThat(Kinds.mailServer(Map.of("SMTP_HOST", "", "SMTP_PORT", "", "SMTP_USER", "")))
                .isEqualTo(Kinds.mailServer(Map.of()))
                .extracting(MailServer::port, MailServer::encrypted)
                .containsExactly(25, false);
    }

    @Test
    void aUserOfTheMailServerHasAPasswordAndIsToldOnlyWhenEncrypted() {
        assertThat(Kinds.mailServer(Map.of("SMTP_USER", "ana", "SMTP_PORT", "587")))
                .isEqualTo(
                        new MailServer(
                                "127.0.0.1",
                                587,
                                "tidegate@localhost",
                                Optional.of("ana"),
                                Optional.of("SMTP_PASSWORD"),
                                true));
    }

    @Test
    void aPortThatIsNoneIsToldByItsVariable() {
        assertThatThrownBy(() -> Kinds.mailServer(Map.of("SMTP_PORT", "smtp")))
                .isInstanceOf(CommandRefusal.class)
                .hasMessage("SMTP_PORT: found \"smtp\", expected a port from 1 to 65535");
    }
}
