Console.WriteLine("No benchmark selected.");
