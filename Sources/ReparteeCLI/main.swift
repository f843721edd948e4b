print("repartee")
