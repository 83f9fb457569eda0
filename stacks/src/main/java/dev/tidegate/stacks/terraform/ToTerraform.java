package dev.tidegate.stacks.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/** {@code pulumi stack export | java -cp target/stacks.jar dev.tidegate.stacks.terraform.ToTerraform > main.tf.json} */
public final class ToTerraform {
    /** Version of Terraform's provider that this version of Pulumi's is built from. */
    public static final String PROVIDER = "5.100.0";

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ToTerraform() {}

    public static void main(String[] args) throws IOException {
        convert(System.in, System.out, System.err);
    }

    /** Converts a stack; types without a translation are listed on {@code aside}. */
    public static void convert(InputStream export, PrintStream out, PrintStream aside)
            throws IOException {
        JsonNode document = JSON.readTree(export);
        Converter converter = new Converter(Exported.read(document));
        ObjectNode converted = converter.document(PROVIDER);
        out.println(JSON.writeValueAsString(converted));
        converter.leftOut().forEach(type -> aside.println("left out: " + type));
    }
}
