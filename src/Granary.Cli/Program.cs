Console.WriteLine("granary 0.1.0");
return 0;
