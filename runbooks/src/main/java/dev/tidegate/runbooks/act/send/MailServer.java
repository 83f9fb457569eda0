package dev.tidegate.runbooks.act.send;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.net.SocketFactory;

/**
 * The SMTP server that takes our mail.
 *
 * @param user login name, where the server requires one; {@code passwordSecret} names its password
 * @param encrypted whether to insist on STARTTLS
 */
public record MailServer(
        String host,
        int port,
        String from,
        Optional<String> user,
        Optional<String> passwordSecret,
        boolean encrypted) {
    private static final String LIMIT_MILLIS = Long.toString(Duration.ofSeconds(4).toMillis());

    public MailServer {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 1 to 65535, was " + port);
        }
    }

    Properties properties(SocketFactory sockets) {
        Properties properties = new Properties();
        properties.put("mail.smtp.socketFactory", sockets);
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        properties.setProperty("mail.smtp.connectiontimeout", LIMIT_MILLIS);
        properties.setProperty("mail.smtp.timeout", LIMIT_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", LIMIT_MILLIS);
        properties.setProperty("mail.smtp.auth", Boolean.toString(user.isPresent()));
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(encrypted));
        return properties;
    }
}
