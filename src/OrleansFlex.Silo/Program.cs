return await OrleansFlex.Silo.Commands.SiloCommand.RunAsync(args);
