import PackagePlugin

/// Has the expressions of the built-in rules compiled by the PCRE2 of the machine that builds.
@main
struct CompileExpressions: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let input = context.package.directoryURL
      .appending(path: "Sources/\(target.name)/expressions.json")
    let output = context.pluginWorkDirectoryURL.appending(path: "CompiledExpressions.swift")
    return [
      .buildCommand(
        displayName: "Compiling the expressions of the rules",
        executable: try context.tool(named: "compile-expressions").url,
        arguments: [input.path(), output.path()], inputFiles: [input], outputFiles: [output])
    ]
  }
}
