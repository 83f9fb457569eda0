package dev.tidegate.stacks.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Which Auto Scaling events page, and the text of the page. */
public final class GroupEvents {
    /** Variables of the text, and their paths in the event. */
    public static final Map<String, String> PATHS =
            Map.of(
                    "account", "$.account",
                    "group", "$.detail.AutoScalingGroupName",
                    "region", "$.region");

    /** The text, as a JSON string. */
    public static final String TOLD =
            "\"Instances of <group> (account <account>, <region>) could not be replaced: those that are left from before serve on."
                    + " Why: aws autoscaling describe-instance-refreshes --region <region> --auto-scaling-group-name <group>\"";

    private GroupEvents() {}

    /** Event pattern of failed instance refreshes of groups whose names begin with {@code prefix}. */
    public static String failed(String prefix) {
        ObjectNode pattern = new ObjectMapper().createObjectNode();
        pattern.putArray("source").add("aws.autoscaling");
        pattern.putArray("detail-type").add("EC2 Auto Scaling Instance Refresh Failed");
        pattern.putObject("detail")
                .putArray("AutoScalingGroupName")
                .addObject()
                .put("prefix", prefix);
        return pattern.toString();
    }
}
