package dev.tidegate.stacks.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Which of the events that Auto Scaling sends are told, and in what words. */
public final class GroupEvents {
    /** What the words are made of: names, and where in an event they stand. */
    public static final Map<String, String> PATHS =
            Map.of(
                    "account", "$.account",
                    "group", "$.detail.AutoScalingGroupName",
                    "region", "$.region");

    /** What is told, as a text in JSON. */
    public static final String TOLD =
            "\"Instances of <group> (account <account>, <region>) could not be replaced: those that are left from before serve on."
                    + " Why: aws autoscaling describe-instance-refreshes --region <region> --auto-scaling-group-name <group>\"";

    private GroupEvents() {}

    /** The pattern of instance refreshes that failed, of groups whose names begin so. */
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
