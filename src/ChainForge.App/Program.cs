using ChainForge.App.Commands;
using ChainForge.App.Hosting;

return await CommandLine.RunAsync(args, Parts.Real);
