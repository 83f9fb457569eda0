package dev.tidegate.autoscaler.serve.hook;

import dev.tidegate.runbooks.approve.SignedApprovals;
import dev.tidegate.runbooks.ledger.LedgerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers to a run that asks for approval, signed by the chat or the pager they come from. */
public final class ApprovalWebhook implements Webhook {
    private static final Logger LOG = LoggerFactory.getLogger(ApprovalWebhook.class);

    private final SignedApprovals approvals;

    public ApprovalWebhook(SignedApprovals approvals) {
        this.approvals = approvals;
    }

    @Override
    public int maxBodyBytes() {
        return 1 << 14; // all of it is read to check the signature
    }

    @Override
    public Answer receive(Sender sender, byte[] body) {
        try {
            SignedApprovals.Answer answer =
                    approvals.receive(
                            sender.header().apply(SignedApprovals.TIMESTAMP_HEADER).orElse(""),
                            sender.header().apply(SignedApprovals.SIGNATURE_HEADER).orElse(""),
                            body,
                            sender.source());
            return new Answer(answer.status(), answer.text());
        } catch (LedgerException e) {
            LOG.error("an approval cannot be kept: {}", e.getMessage());
            return new Answer(503, "the ledger cannot be written; send it again");
        }
    }
}
