using ChainForge.App.Commands;

return await CommandLine.RunAsync(args);
