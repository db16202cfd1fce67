using System.CommandLine;
using System.Globalization;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Hosting;

namespace OrleansFlex.Silo.Commands;

/// <summary><c>clients add|list|rotate|remove</c>: tenants in the database, also while silos run on it.</summary>
internal static class ClientsCommand
{
    public static Command Create()
    {
        var clients = new Command("clients", "Add, list, rotate and remove API clients (tenants)");
        var newId = new Option<string?>("--id") { Description = "Client id; default a new UUID" };
        var newName = new Argument<string?>("id") { Description = "The same without --id", Arity = ArgumentArity.ZeroOrOne };
        var add = new Command("add", "Add a client and show its secret once") { newId, newName };
        add.SetAction((command, cancellation) => WithRegistryAsync(
            command, registry => AddAsync(registry, command.GetValue(newId) ?? command.GetValue(newName), cancellation), cancellation, createsDatabase: true));
        var list = new Command("list", "List the clients");
        list.SetAction((command, cancellation) => WithRegistryAsync(command, registry => ListAsync(registry, cancellation), cancellation));
        var id = new Argument<string>("id") { Description = "Client id" };
        var rotate = new Command("rotate", "Give a client a new secret, show it once, and end its tokens") { id };
        rotate.SetAction((command, cancellation) => WithRegistryAsync(command, registry => RotateAsync(registry, command.GetValue(id)!, cancellation), cancellation));
        var remove = new Command("remove", "Remove a client and end its tokens; its data stays") { id };
        remove.SetAction((command, cancellation) => WithRegistryAsync(command, registry => RemoveAsync(registry, command.GetValue(id)!, cancellation), cancellation));
        foreach (var command in new[] { add, list, rotate, remove })
            clients.Subcommands.Add(command);
        return clients;
    }

    private static async Task<int> WithRegistryAsync(
        ParseResult command, Func<ClientRegistry, Task<int>> action, CancellationToken cancellation, bool createsDatabase = false)
    {
        var storage = GlobalOptions.Load(command).Storage;
        if (!createsDatabase && !SiloHost.HasDatabase(storage))
            return await FailAsync($"There is no database in {storage.DataDirectory}. Name its folder with --data, or add a client to make one.");
        await using var database = await SiloHost.OpenAsync(storage, TimeProvider.System, cancellation);
        return await action(new ClientRegistry(database.Clients, TimeProvider.System));
    }

    private static async Task<int> AddAsync(ClientRegistry registry, string? id, CancellationToken cancellation)
    {
        if (id is not null && !ClientRegistry.IsId(id))
            return await FailAsync("A client id has 1 to 128 visible characters and no colon.");
        return await registry.AddAsync(id, cancellation) is { } client ? await ShowAsync(client) : await FailAsync($"There is a client {id} already.");
    }

    private static async Task<int> RotateAsync(ClientRegistry registry, string id, CancellationToken cancellation) =>
        await registry.RotateAsync(id, cancellation) is { } client ? await ShowAsync(client) : await FailAsync($"There is no client {id}.");

    private static async Task<int> RemoveAsync(ClientRegistry registry, string id, CancellationToken cancellation) =>
        await registry.RemoveAsync(id, cancellation) ? 0 : await FailAsync($"There is no client {id}.");

    private static async Task<int> ListAsync(ClientRegistry registry, CancellationToken cancellation)
    {
        foreach (var row in await registry.ListAsync(cancellation))
        {
            var created = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAtMs).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            await Console.Out.WriteLineAsync($"{row.Id}\tcreated {created}\tsecret {row.Generation}");
        }
        return 0;
    }

    private static async Task<int> ShowAsync(ClientCredentials client)
    {
        await Console.Out.WriteLineAsync($"client id:     {client.Id}\nclient secret: {client.Secret}");
        return 0;
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 1;
    }
}
