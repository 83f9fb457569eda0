package dev.tidegate.runbooks.act.send;

import dev.tidegate.runbooks.act.Actuators;
import java.time.InstantSource;

/** Registers the actuators of this package. */
public final class SendKinds {
    private SendKinds() {}

    public static void addTo(
            Actuators actuators, Secrets secrets, MailServer mailServer, InstantSource clock) {
        actuators
                .with(HttpRequests.KIND, () -> new HttpRequests(secrets, clock))
                .with(ChatMessages.KIND, () -> new ChatMessages(secrets, clock))
                .with(PagerEvents.KIND, () -> new PagerEvents(secrets, clock))
                .with(Emails.KIND, () -> new Emails(mailServer, secrets, clock));
    }
}
