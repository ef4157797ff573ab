package io.certconnect.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Figures as they come: said at once, and kept for a file to compare with and a plot to look at. */
final class Report {

    private static final int BAR_HEIGHT = 22;
    private static final int LABEL_WIDTH = 300;
    private static final int PLOT_WIDTH = 420;

    private final long begin = System.nanoTime();
    private final Map<String, Map<String, Double>> groups = new LinkedHashMap<>();

    /** What is going on. */
    void stage(String what, Object... values) {
        System.out.printf(
                Locale.ROOT,
                "[%4.0f s] %s%n",
                (System.nanoTime() - begin) / 1e9,
                String.format(Locale.ROOT, what, values));
    }

    /** @param group the unit, with what the figures of a group are of */
    void figure(String group, String name, double value) {
        groups.computeIfAbsent(group, unused -> new LinkedHashMap<>()).put(name, value);
        System.out.printf(Locale.ROOT, "  %-58s %,12.2f %s%n", name, value, group);
    }

    double figure(String group, String name) {
        Double value = groups.getOrDefault(group, Map.of()).get(name);
        if (value == null) {
            throw new IllegalArgumentException("no figure " + name + " in " + group);
        }
        return value;
    }

    void write(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            JsonMapper json = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();
            Files.writeString(folder.resolve(name + ".json"), json.writeValueAsString(groups) + "\n");
            Files.writeString(folder.resolve(name + ".svg"), plot());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stage("written: %s and .svg beside it", folder.resolve(name + ".json"));
    }

    /** A panel for each group; the bars are logarithmic, since the figures are decades apart. */
    private String plot() {
        StringBuilder panels = new StringBuilder();
        int y = 0;
        for (Map.Entry<String, Map<String, Double>> group : groups.entrySet()) {
            y += 30;
            panels.append(text(10, y, "bold", group.getKey() + ", logarithmic"));
            double most = group.getValue().values().stream()
                    .mapToDouble(Math::abs)
                    .max()
                    .orElse(1);
            double least = group.getValue().values().stream()
                    .mapToDouble(Math::abs)
                    .min()
                    .orElse(1);
            double decades = Math.log10(most / least) + 1;
            for (Map.Entry<String, Double> figure : group.getValue().entrySet()) {
                double length = PLOT_WIDTH * (Math.log10(figure.getValue() / least) + 1) / decades;
                panels.append(text(10, y + 20, "normal", figure.getKey()));
                panels.append(String.format(
                        Locale.ROOT,
                        "  <rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"%d\" fill=\"#4878a8\"/>%n",
                        LABEL_WIDTH,
                        y + 7,
                        length,
                        BAR_HEIGHT - 6));
                panels.append(text(
                        LABEL_WIDTH + (int) length + 6,
                        y + 20,
                        "normal",
                        String.format(Locale.ROOT, "%,.4g", figure.getValue())));
                y += BAR_HEIGHT;
            }
        }
        int width = LABEL_WIDTH + PLOT_WIDTH + 110;
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="13">
                  <rect width="100%%" height="100%%" fill="white"/>
                %3$s</svg>
                """, width, y + 20, panels);
    }

    private static String text(int x, int y, String weight, String text) {
        return String.format(
                Locale.ROOT,
                "  <text x=\"%d\" y=\"%d\" font-weight=\"%s\">%s</text>%n",
                x,
                y,
                weight,
                text.replace("&", "&amp;").replace("<", "&lt;"));
    }
}
