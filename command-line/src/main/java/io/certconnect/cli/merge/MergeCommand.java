package io.certconnect.cli.merge;

import picocli.CommandLine.Command;

/** Groups what support does about certification profiles that belong to one person. */
@Command(
        name = "merge",
        description = "Merge certification profiles of one person, or undo that, and wait for the decision.",
        subcommands = {MergePreviewCommand.class, MergeRunCommand.class, MergeUndoCommand.class, MergeBatchCommand.class
        })
public final class MergeCommand {}
